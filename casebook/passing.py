"""What is in a folder only for a while, and is nobody's text."""

import re

PASSING = re.compile(r"\..*\.sw[a-z]|\.~lock\..*|\.#.*|~\$.*|.*~")
"""What programs lay beside a file while somebody has it open in them."""
