"""The invented setting that `quickstart` loads into an empty database."""
