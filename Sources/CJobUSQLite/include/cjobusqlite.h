/* What a guarded session needs of SQLite that Swift cannot call: a variadic function. */
#ifndef JOBU_SQLITE_H
#define JOBU_SQLITE_H

/* Closes what lets a statement harm the process or the file: writes to the schema and to shadow tables, tokenizers by address, extensions,
 * and functions of the schema that SQLite does not call harmless. `session` is a `sqlite3 *`. Returns SQLITE_OK, or the first error. */
int jobu_sqlite_defend(void *session);

#endif
