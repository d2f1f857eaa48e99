"""What proves who somebody is: passwords, second factors, passkeys, secrets and signed access tokens."""
