//! The help for `plotlanes import`.

/// Examples, below the options of both helps.
macro_rules! examples {
    () => {
        "\
Examples:
  plotlanes import scenes.csv -o story.json
  plotlanes import table.txt --columns title=Scene,thread=Plot -o story.json
  plotlanes import draft.fountain | plotlanes check -"
    };
}

/// Below `plotlanes import -h`.
pub(in crate::cli) const SHORT: &str =
    concat!(examples!(), "\n\n`plotlanes import --help` tells more: the formats, what is kept, exit codes.");

/// Below `plotlanes import --help`.
pub(in crate::cli) const LONG: &str = concat!(
    examples!(),
    "\n
What is kept:
  FILE stays as it is; a new story is made of it. What a file does not say is not in the story: no
  date and no order across threads is made up. What the story has no field for is in the summary of
  its event, or is told on standard error with its place. The same happens when such a file is
  opened in the window.

Columns of a table:
  FIELD is title, summary, thread, start, end, lasts, place, cast, tags, told, id or because; COLUMN
  is what stands at the top of the column. Most tables need none of this: columns are known by their
  names in several languages.

Exit codes:
  0  the story was written; there may be notes
  1  it was written and has errors, which are listed
  2  FILE cannot be read, OUT.json is there already, or the arguments are wrong"
);
