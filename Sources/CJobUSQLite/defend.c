#include "cjobusqlite.h"

#include <sqlite3.h>
#include <stddef.h>

int jobu_sqlite_defend(void *session) {
    static const struct { int option, value; } wanted[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof wanted[0]; index++) {
        int value = -1;
        int code = sqlite3_db_config((sqlite3 *)session, wanted[index].option, wanted[index].value, &value);
        if (code != SQLITE_OK) return code;
        if (value != wanted[index].value) return SQLITE_ERROR;
    }
    return SQLITE_OK;
}
