//! The words that titles, names and sentences are made of. No list is empty, and the longest possible title has 40
//! characters.

pub(super) const GIVEN: &[&str] = &[
    "Ada", "Aldo", "Amira", "Anselm", "Bela", "Bram", "Carla", "Cosmo", "Dora", "Edda", "Emil", "Esra", "Fabian",
    "Flora", "Greta", "Hamid", "Hanno", "Ida", "Ilse", "Ivo", "Jana", "Jorun", "Kaya", "Konrad", "Leni", "Lorenz",
    "Mara", "Milo", "Nadia", "Nils", "Odile", "Oskar", "Petra", "Quirin", "Rahel", "Ruben", "Selma", "Tarek", "Thea",
    "Ulla", "Vera", "Viktor", "Wanda", "Xenia", "Yusuf", "Zora",
];

pub(super) const FAMILY: &[&str] = &[
    "Abend", "Bader", "Brandt", "Castell", "Dorn", "Ehren", "Falk", "Gruber", "Hartwig", "Ivens", "Jaspers", "Keller",
    "Lindt", "Marlow", "Nord", "Osten", "Pfeil", "Quast", "Reuter", "Sander", "Thorne", "Urban", "Vogt", "Winter",
    "Yates", "Zeller",
];

pub(super) const HOUSES: &[&str] = &[
    "The crown",
    "The guild",
    "The harbour",
    "The north",
    "The order",
    "The river folk",
    "The rebels",
    "The academy",
    "The fleet",
    "The valley",
    "The exiles",
    "The council",
];

pub(super) const ADJECTIVES: &[&str] = &[
    "long", "broken", "silent", "last", "hidden", "golden", "bitter", "second", "burning", "distant", "lost", "frozen",
    "sworn", "crooked", "quiet", "open",
];

pub(super) const NOUNS: &[&str] = &[
    "road", "siege", "winter", "letter", "treaty", "voyage", "heir", "trial", "harvest", "debt", "wedding", "map",
    "uprising", "search", "oath", "bridge", "escape", "plague", "election", "feud",
];

pub(super) const SITES: &[&str] = &[
    "Harbour",
    "Castle",
    "Market",
    "Abbey",
    "Mill",
    "Forest",
    "Bridge",
    "Tower",
    "Cellar",
    "Library",
    "Camp",
    "Garden",
    "Courtyard",
    "Inn",
    "Shipyard",
    "Quarry",
    "Archive",
    "Chapel",
];

/// Deeds that fit between two names.
pub(super) const TO_PEOPLE: &[&str] = &[
    "warns",
    "follows",
    "betrays",
    "meets",
    "hides",
    "frees",
    "forgives",
    "questions",
    "deceives",
    "rescues",
    "hires",
    "challenges",
    "marries",
    "recognises",
    "abandons",
    "persuades",
];

/// Deeds that fit between a name and a thing.
pub(super) const TO_THINGS: &[&str] = &[
    "finds",
    "steals",
    "burns",
    "sells",
    "inherits",
    "copies",
    "loses",
    "reads",
    "guards",
    "breaks",
    "repairs",
    "delivers",
    "refuses",
    "discovers",
];

pub(super) const THINGS: &[&str] = &[
    "the map",
    "the seal",
    "the ledger",
    "the letter",
    "the sword",
    "the key",
    "the ring",
    "the cargo",
    "the crown",
    "the will",
    "the signal",
    "the old charter",
    "the last ship",
    "the horses",
    "the gold",
    "the prisoners",
];

/// Further sentences that fit after a name.
pub(super) const BESIDE: &[&str] = &[
    "has known it all along",
    "says nothing",
    "leaves before dawn",
    "asks for time",
    "writes it all down",
    "does not believe a word",
    "sends for help",
    "pays the price",
    "watches from afar",
    "is blamed for it",
    "makes a promise",
    "keeps the proof",
    "turns back too late",
    "laughs about it",
    "stays behind",
];

/// The relations between cause and effect.
pub(super) const LED: &[&str] = &["enables", "motivates", "causes", "reveals", "forces", "delays"];

pub(super) const NOTES: &[&str] = &[
    "the gate stood open",
    "nobody else knew",
    "there was no other way",
    "a debt had to be paid",
    "word had spread",
    "the weather had turned",
];

pub(super) const TAGS: &[&str] = &[
    "battle",
    "betrayal",
    "birth",
    "council",
    "death",
    "discovery",
    "escape",
    "feast",
    "flight",
    "flashback",
    "journey",
    "letter",
    "love",
    "magic",
    "oath",
    "omen",
    "politics",
    "reunion",
    "secret",
    "sea",
    "trade",
    "trial",
    "turning point",
    "war",
];

#[cfg(test)]
mod tests {
    use super::{GIVEN, THINGS, TO_PEOPLE, TO_THINGS};

    #[test]
    fn no_title_is_too_long_for_a_label() {
        let longest = |words: &[&str]| words.iter().map(|word| word.len()).max().unwrap_or_default();
        assert!(longest(GIVEN) + longest(TO_PEOPLE) + longest(GIVEN) + 2 <= 40);
        assert!(longest(GIVEN) + longest(TO_THINGS) + longest(THINGS) + 2 <= 40);
    }
}
