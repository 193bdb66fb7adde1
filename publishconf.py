# Where `invoke publish` puts the site. What the site says, and its address,
# stand in the content folder: this file changes no byte of the pages.
# docs/publishing.md explains every line.

# "github-pages", "folder" or "archive"
TARGET = "github-pages"

# for github-pages: the remote, the branch that is served, and the branch that may be published
REMOTE = "origin"
BRANCH = "gh-pages"
SOURCE_BRANCH = "main"

# for folder: where the site shall stand; for archive: the zip file to write
FOLDER = "../www"
ARCHIVE = "../site.zip"

# seconds to wait until the web shows a deploy
PATIENCE = 600
