"""The paper edition: pages of the site set as tagged PDF."""
