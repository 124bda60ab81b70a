CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL CONSTRAINT "users.email" CHECK (length("email") <= 254),
    "name" TEXT NOT NULL CONSTRAINT "users.name" CHECK (length("name") >= 1 AND length("name") <= 100),
    "password" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'Reader',
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
) STRICT;

CREATE TABLE "posts" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "author_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    "slug" TEXT NOT NULL CONSTRAINT "posts.slug" CHECK (length("slug") >= 1 AND length("slug") <= 80),
    "title" TEXT NOT NULL CONSTRAINT "posts.title" CHECK (length("title") >= 1 AND length("title") <= 200),
    "body" TEXT NOT NULL,
    "published" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "posts.published" CHECK ("published" IN (0, 1)),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
) STRICT;

CREATE TABLE "comments" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "post_id" INTEGER NOT NULL REFERENCES "posts" ("id") ON DELETE CASCADE,
    "author_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    "body" TEXT NOT NULL CONSTRAINT "comments.body" CHECK (length("body") >= 1 AND length("body") <= 2000),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");

CREATE INDEX "posts_author_id_idx" ON "posts" ("author_id");

CREATE INDEX "posts_published_idx" ON "posts" ("published");

CREATE UNIQUE INDEX "posts_slug_key" ON "posts" ("slug");

CREATE INDEX "comments_author_id_idx" ON "comments" ("author_id");

CREATE INDEX "comments_post_id_idx" ON "comments" ("post_id");
