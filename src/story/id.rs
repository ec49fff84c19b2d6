//! Names for the things of a story: positions in its lists, which never mix.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Its position in the story's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A plot thread, in `Story::threads`.
    ThreadId
);
id!(
    /// An event, in `Story::events`.
    EventId
);
id!(
    /// A character, in `Story::characters`.
    CharacterId
);
id!(
    /// A place, in `Story::places`.
    PlaceId
);
id!(
    /// A source, in `Story::sources`.
    SourceId
);
id!(
    /// A group of threads or characters, in `Story::groups`.
    GroupId
);
id!(
    /// A tag, in `Story::tags`.
    TagId
);
id!(
    /// A phase, in `Story::phases`.
    PhaseId
);
