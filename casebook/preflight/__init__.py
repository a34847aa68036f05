"""The preflight: opens a press file again and says what a print house would say."""

from casebook.preflight.check import check_press
from casebook.preflight.report import Finding, Report

__all__ = ["Finding", "Report", "check_press"]
