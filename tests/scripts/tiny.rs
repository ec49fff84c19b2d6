//! A font made on the spot: a black square for each of a few letters.

/// A TrueType font of this family, in which every one of `letters` is a square that stands on the baseline, `side` of
/// 1000 units wide and high. Its line is `ascent` above the baseline, and nothing below.
pub(crate) fn font(family: &str, weight: u16, letters: &[char], side: i16, ascent: i16) -> Vec<u8> {
    let mut square = Vec::new();
    let outline: [i16; 5] = [1, 0, 0, side, side];
    for number in outline {
        square.extend(number.to_be_bytes());
    }
    // The last point of the only contour, no instructions, four points on the curve, and steps from one to the next.
    square.extend([0, 3, 0, 0, 1, 1, 1, 1]);
    for step in [0, 0, side, 0, 0, side, 0, -side] {
        square.extend(i16::to_be_bytes(step));
    }
    let advance = 1000_u16;
    let head =
        words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 1, 0]);
    let hhea = words(&[1, 0, ascent as u16, 0, 0, advance, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
    let maxp = words(&[1, 0, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
    let loca = [0_u32, 0, square.len() as u32].iter().flat_map(|at| at.to_be_bytes()).collect();
    let post = words(&[3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let mut os2 = [0_u16; 48];
    (os2[0], os2[2], os2[3]) = (4, weight, 5);
    os2[31] = 0x40;
    (os2[34], os2[37], os2[38]) = (ascent as u16, ascent as u16, 200);
    let tables: [(&[u8; 4], Vec<u8>); 10] = [
        (b"OS/2", words(&os2)),
        (b"cmap", cmap(letters)),
        (b"glyf", square),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", words(&[advance, 0, advance, 0])),
        (b"loca", loca),
        (b"maxp", maxp),
        (b"name", name(family)),
        (b"post", post),
    ];
    let mut font = words(&[1, 0, tables.len() as u16, 128, 3, 32]);
    let mut place = font.len() + 16 * tables.len();
    for (tag, table) in &tables {
        font.extend_from_slice(*tag);
        for number in [0, place, table.len()] {
            font.extend((number as u32).to_be_bytes());
        }
        place += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        let end = font.len() + table.len().next_multiple_of(4);
        font.extend(table);
        font.resize(end, 0);
    }
    font
}

/// Format 12: groups of letters, each with the first glyph.
fn cmap(letters: &[char]) -> Vec<u8> {
    let mut letters = letters.to_vec();
    letters.sort_unstable();
    let mut table = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    let length = 16 + 12 * letters.len() as u32;
    for number in [length, 0, letters.len() as u32] {
        table.extend(number.to_be_bytes());
    }
    for letter in letters {
        for number in [u32::from(letter), u32::from(letter), 1] {
            table.extend(number.to_be_bytes());
        }
    }
    table
}

/// The family, the style, the version and the PostScript name.
fn name(family: &str) -> Vec<u8> {
    let texts = [(1_u16, family), (2, "Regular"), (5, "Version 1.5;by hand"), (6, "Tiny-Regular")];
    let mut table = words(&[0, texts.len() as u16, 6 + 12 * texts.len() as u16]);
    let mut strings: Vec<u8> = Vec::new();
    for (id, text) in texts {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        table.extend(words(&[3, 1, 0x409, id, utf16.len() as u16, strings.len() as u16]));
        strings.extend(utf16);
    }
    table.extend(strings);
    table
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}
