"""What can be asked on the command line. A module here does one kind of thing and is loaded only when that is asked for."""
