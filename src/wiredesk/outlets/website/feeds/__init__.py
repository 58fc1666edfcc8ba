"""What machines read: RSS, Atom, sitemaps, robots.txt, and each story as ninjs."""
