PRAGMA foreign_keys = OFF;

DROP TABLE "tags";

DROP TABLE "follows";

DROP TABLE "favorites";

DROP TABLE "comments";

DROP TABLE "articles";

DROP TABLE "users";

PRAGMA foreign_keys = ON;
