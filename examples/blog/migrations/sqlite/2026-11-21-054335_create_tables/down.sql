PRAGMA foreign_keys = OFF;

DROP TABLE "comments";

DROP TABLE "posts";

DROP TABLE "users";

PRAGMA foreign_keys = ON;
