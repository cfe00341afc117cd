"""One case in every channel: read aloud, shared, mailed, in a calendar; all from the fields that its page shows."""
