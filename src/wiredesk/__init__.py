"""An agency's wire goes in, a newspaper comes out, and every word is provably the agency's."""

__version__ = "0.1.0"
