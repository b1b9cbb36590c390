"""Model → what MkDocs builds: quiz Markdown, proven question HTML, navigation, data for the browser."""
