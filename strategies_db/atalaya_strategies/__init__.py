"""The strategies database: the catalogue of national cybersecurity strategies and international instruments."""
