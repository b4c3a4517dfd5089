"""Insights: how the service is doing, counted from what is kept anyway."""
