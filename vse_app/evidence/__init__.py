"""Blocks to PDF. The only place that knows reportlab."""
