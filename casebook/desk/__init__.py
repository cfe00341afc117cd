"""What communications officers use: the text of their files, the states of a case, what needs attention."""
