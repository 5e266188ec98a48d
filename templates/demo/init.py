"""Which lights of a harbour are lit, and when."""
