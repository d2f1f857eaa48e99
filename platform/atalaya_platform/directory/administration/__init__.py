"""What administrators do: reading the audit log, granting platform roles, suspending people."""
