"""Measuring beside other generators."""
