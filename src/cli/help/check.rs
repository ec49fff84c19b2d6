//! The help for `plotlanes check`.

/// Below `plotlanes check --help`.
pub(in crate::cli) const CHECK: &str = "\
As text, each problem is a line `STORY:12:5 events[3].thread: what is wrong; how to fix it`, and the
last line counts them. Notes are worth reading but keep nothing from being shown: names and tags
that differ only in case, spaces or Unicode form, say.

A story without errors is also checked for continuity. Each finding is a line `STORY:12:5 certain:
events[3]: what and why`, or `possible` if the story leaves it open: a character is in two places at
once, acts after their end or before their beginning, or knows what they learn only later; an effect
comes before its cause; an event lies outside its phase. Findings are no mistakes and change no exit
code. What the story lists in `muted` is meant so, and only counted.

As JSON, one object is written to standard output, even if the story cannot be read:
  plotlanes  version of the program
  story      path as given, - for standard input, null for the embedded episode
  errors     number of errors
  notes      number of notes
  problems   in the order of the file, each with
    severity   error or note
    code       stable name of what is wrong, such as unknown-thread
    message    what is wrong and how to fix it; the words may change
    path       place in the document, such as events[3].thread; may be empty
    line       line in the file, from 1; null if unknown
    column     character in that line, from 1; null if unknown
  certain    number of certain findings that are not muted
  possible   number of possible findings that are not muted
  muted      number of muted findings
  findings   the certain ones first, then in the order of happening, each with
    certainty  certain or possible
    kind       stable name, such as two-places
    message    what it is and why; the words may change
    events     ids of the events, the one in path first
    character  id of the character; null if it is about none
    fact       the fact that is known too early; null if it is about none
    muted      whether the story mutes it
    mute       the entry of `muted` that mutes it
    path       place of the event, such as events[3]
    line       line in the file, from 1; null if unknown
    column     character in that line, from 1; null if unknown
  lacking_letters
             letters that no font here has, by script, each with
    script     name of the script
    letters    code points, and ranges of them
    texts      number of texts with any of them
    example    title or name of the first thing with any of them
    help       what to do; the words may change

Letters without a font are no problem of the story and change no exit code; a message on standard
error names them.

A story may have up to
  2,047 MiB
  10,000,000 events
  1,000,000 characters
  100,000 threads, places and sources each
  20,000 groups and tags each
  1,000 phases
  10,000 of anything in one event
  100 places around a place

Exit codes:
  0  no errors
  1  errors
  2  the story cannot be read, or the arguments are wrong";
