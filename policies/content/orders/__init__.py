"""Work orders (工单): made from a call, a chat or by hand, assigned, answered, called back, closed."""
