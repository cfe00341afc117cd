"""The sites that ours is measured against: each module writes one from the same casebook."""
