"""Vetting a new organisation: application, endorsement, review, decision within 20 working days."""
