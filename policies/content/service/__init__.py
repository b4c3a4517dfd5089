"""What a site sets for the whole service while it runs: sentences, days of keeping, masks, switches, announcements."""
