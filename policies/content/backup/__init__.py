"""Backup and restore: the whole store in one file, from and to SQLite and PostgreSQL alike."""
