"""Blank and filled-in documents of a case, all made from `form()`: what a local office receives and sends back."""
