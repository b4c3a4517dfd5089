"""What words mean by the company they keep: plain and official words that stand for the same lie near each other."""
