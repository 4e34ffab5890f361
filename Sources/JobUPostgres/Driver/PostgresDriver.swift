/// Opens sessions with one PostgreSQL database.
