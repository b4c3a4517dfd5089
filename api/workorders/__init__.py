"""Work orders over HTTP: for operators, departments and auditors; for a hotline's own; for people in a chat."""
