"""Why a question got the answer that it got, told to who keeps the library."""
