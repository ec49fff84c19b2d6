//! Choices made by the bytes of an input, so that a fuzzer that changes a byte changes a choice.

/// The rest of an input, followed by zeros.
pub(super) struct Input<'a>(&'a [u8]);

/// Numbers at which code tends to break.
const EDGES: [i64; 16] = [
    0,
    1,
    -1,
    2,
    1000,
    i64::MAX,
    i64::MIN,
    i64::MAX - 1,
    i64::MIN + 1,
    i64::MAX / 2,
    i64::MIN / 2,
    1 << 53,
    -(1 << 53),
    1_000_000_000_000,
    9_000_000_000_000_000_000,
    -9_000_000_000_000_000_000,
];

impl<'a> Input<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self(data)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> u8 {
        let Some((&byte, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        byte
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.byte())
    }

    /// A number below `below`, which is not 0.
    pub(super) fn below(&mut self, below: usize) -> usize {
        let choice =
            if below <= 256 { usize::from(self.byte()) } else { usize::from(u16::from_le_bytes(self.bytes())) };
        choice % below
    }

    pub(super) fn is(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A small number, one at which code tends to break, or any.
    pub(super) fn int(&mut self) -> i64 {
        match self.byte() {
            small @ 0..=159 => i64::from(small) - 40,
            edge @ 160..=223 => EDGES[usize::from(edge) % EDGES.len()],
            _ => i64::from_le_bytes(self.bytes()),
        }
    }

    /// The same with fractions, infinities and NaN.
    pub(super) fn real(&mut self) -> f64 {
        match self.byte() % 8 {
            0..3 => f64::from(self.byte()),
            3 => f64::from(self.byte()) / 100.0,
            4 | 5 => self.int() as f64,
            6 => [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, 1e300, -1e300, -0.0, 1e-9]
                [self.below(8)],
            _ => f64::from_bits(u64::from_le_bytes(self.bytes())),
        }
    }

    /// The rest as text, with a replacement character for invalid bytes.
    pub(super) fn text(self) -> String {
        String::from_utf8_lossy(self.0).into_owned()
    }

    /// A text of a limited number of bytes.
    pub(super) fn word(&mut self, most: usize) -> String {
        let length = self.below(most + 1).min(self.0.len());
        let (word, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(word).into_owned()
    }
}
