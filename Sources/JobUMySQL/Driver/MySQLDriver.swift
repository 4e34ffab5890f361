/// Opens sessions with one MySQL or MariaDB database.
