"""The room that deploys: nothing wrong goes out, nothing good is lost."""
