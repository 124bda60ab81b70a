CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL CONSTRAINT "users.email" CHECK (length("email") <= 254),
    "username" TEXT NOT NULL CONSTRAINT "users.username" CHECK (length("username") <= 100),
    "password" TEXT NOT NULL,
    "bio" TEXT,
    "image" TEXT
) STRICT;

CREATE TABLE "articles" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "author_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    "slug" TEXT NOT NULL CONSTRAINT "articles.slug" CHECK (length("slug") <= 255),
    "title" TEXT NOT NULL CONSTRAINT "articles.title" CHECK (length("title") <= 255),
    "description" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
) STRICT;

CREATE TABLE "comments" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "article_id" INTEGER NOT NULL REFERENCES "articles" ("id") ON DELETE CASCADE,
    "author_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    "body" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
) STRICT;

CREATE TABLE "favorites" (
    "user_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    "article_id" INTEGER NOT NULL REFERENCES "articles" ("id") ON DELETE CASCADE,
    PRIMARY KEY ("user_id", "article_id")
) STRICT;

CREATE TABLE "follows" (
    "follower_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    "followed_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    PRIMARY KEY ("follower_id", "followed_id")
) STRICT;

CREATE TABLE "tags" (
    "article_id" INTEGER NOT NULL REFERENCES "articles" ("id") ON DELETE CASCADE,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL CONSTRAINT "tags.name" CHECK (length("name") <= 100),
    PRIMARY KEY ("article_id", "place")
) STRICT;

CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

CREATE UNIQUE INDEX "users_username_key" ON "users" ("username");

CREATE INDEX "articles_author_id_idx" ON "articles" ("author_id");

CREATE UNIQUE INDEX "articles_slug_key" ON "articles" ("slug");

CREATE INDEX "comments_article_id_idx" ON "comments" ("article_id");

CREATE INDEX "comments_author_id_idx" ON "comments" ("author_id");

CREATE INDEX "favorites_article_id_idx" ON "favorites" ("article_id");

CREATE INDEX "favorites_user_id_idx" ON "favorites" ("user_id");

CREATE INDEX "follows_followed_id_idx" ON "follows" ("followed_id");

CREATE INDEX "follows_follower_id_idx" ON "follows" ("follower_id");

CREATE INDEX "tags_article_id_idx" ON "tags" ("article_id");

CREATE UNIQUE INDEX "tags_article_id_name_key" ON "tags" ("article_id", "name");

CREATE INDEX "tags_name_idx" ON "tags" ("name");
