//! Files of other programs, imported and compiled as any other story.

mod texts;
