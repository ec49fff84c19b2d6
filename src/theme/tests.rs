use super::{Color32, Emphasis, Theme};

/// Relative luminance and contrast as WCAG 2.1 defines them.
fn contrast(a: Color32, b: Color32) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |c: Color32| 0.2126 * linear(c.r()) + 0.7152 * linear(c.g()) + 0.0722 * linear(c.b());
    let (high, low) = (luminance(a).max(luminance(b)), luminance(a).min(luminance(b)));
    (high + 0.05) / (low + 0.05)
}

#[test]
fn text_is_readable_on_every_ground() {
    for theme in [Theme::dark(), Theme::light()] {
        let mut grounds = vec![theme.ground, theme.panel, theme.raised];
        for hue in 0..10 {
            grounds.push(theme.lane(hue));
        }
        for text in [theme.text, theme.muted, theme.faint, theme.accent, theme.error] {
            for &ground in &grounds {
                let contrast = contrast(text, ground);
                assert!(contrast >= 4.5, "dark {}: {text:?} on {ground:?} {contrast:.2}", theme.dark);
            }
        }
        assert!(contrast(theme.on_accent, theme.accent) >= 4.5);
        for hue in 0..10 {
            for emphasis in [Emphasis::Dim, Emphasis::Plain, Emphasis::Highlighted, Emphasis::Selected] {
                // A label can stand inside its bar.
                let inside = contrast(theme.label(emphasis), theme.mark(hue, emphasis));
                assert!(inside >= 4.5, "dark {}: label in mark {hue} {emphasis:?} {inside:.2}", theme.dark);
            }
            let edge = contrast(theme.hue(hue), theme.lane(hue));
            assert!(edge >= 3.0, "dark {}: mark {hue} on its lane {edge:.2}", theme.dark);
        }
        for path in 0..8 {
            let name = contrast(theme.on_path(path), theme.path(path));
            assert!(name >= 4.5, "dark {}: name on path {path} {name:.2}", theme.dark);
            for &ground in &grounds {
                let contrast = contrast(theme.path(path), ground);
                assert!(contrast >= 3.0, "dark {}: path {path} on {ground:?} {contrast:.2}", theme.dark);
            }
        }
    }
}

/// How eyes without one kind of cone see linear light: Machado, Oliveira and Fernandes, “A Physiologically-based
/// Model for Simulation of Color Vision Deficiency” (2009), severity 1; the first leaves all as it is.
const SIGHTS: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
];

fn product(matrix: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
}

/// A colour in Oklab (Ottosson, 2020), in hundredths, as one kind of eyes sees it.
fn seen(colour: Color32, sight: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = [colour.r(), colour.g(), colour.b()].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    let opponents = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    let light = product(sight, linear).map(|channel| channel.clamp(0.0, 1.0));
    product(&opponents, product(&cones, light).map(f64::cbrt)).map(|axis| axis * 100.0)
}

fn difference(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn path_colours_differ_for_all_eyes_and_from_the_lanes() {
    for theme in [Theme::dark(), Theme::light()] {
        for (sight, matrix) in SIGHTS.iter().enumerate() {
            let least = if sight == 0 { 14.0 } else { 8.0 };
            for a in 0..8 {
                for b in 0..a {
                    let apart = difference(seen(theme.path(a), matrix), seen(theme.path(b), matrix));
                    assert!(apart >= least, "dark {}: paths {a}, {b} to eyes {sight}: {apart:.1}", theme.dark);
                }
            }
        }
        for path in 0..8 {
            for hue in 0..10 {
                let apart = difference(seen(theme.path(path), &SIGHTS[0]), seen(theme.hue(hue), &SIGHTS[0]));
                assert!(apart >= 7.0, "dark {}: path {path} and hue {hue}: {apart:.1}", theme.dark);
            }
        }
    }
}
