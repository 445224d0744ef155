"""The company file: SQLite through SQLAlchemy. ORM rows and connections never leave this package."""
