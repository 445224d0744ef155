"""The desktop program. The only place that knows Qt."""
