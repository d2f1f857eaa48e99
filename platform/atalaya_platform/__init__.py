"""The platform: shared authentication, access, database, events, real time, search, files, mail and audit."""
