"""The files that a theme brings into the site; those of installed packages are looked for once only."""

import os
from collections.abc import Iterator

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from portal.pages.remembered import Remembered


def add_theme_files(files: Files, config: MkDocsConfig, remembered: Remembered) -> None:
    """Do what `files.add_files_from_theme` does, without a walk through the theme's ten thousand icons."""
    own = config.theme.custom_dir
    installed = [folder for folder in config.theme.dirs if folder != own]
    made_from = [*installed, *sorted(config.theme.static_templates)]
    names = remembered("theme files", made_from, lambda: [*_names(config, installed)])
    for name in sorted({*names, *(_names(config, [own]) if own else ())}):
        if files.get_file_from_path(name) is None:
            folder = next(place for place in config.theme.dirs if os.path.isfile(os.path.join(place, name)))
            files.append(File(name, folder, config.site_dir, config.use_directory_urls))


def _names(config: MkDocsConfig, folders: list[str]) -> Iterator[str]:
    """Yield the names of what the theme brings into a site from some of its folders."""
    found = Files([])
    found.add_files_from_theme(Environment(loader=FileSystemLoader(folders)), config)
    for file in found:
        yield file.src_uri
