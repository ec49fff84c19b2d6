//! How everything looks: the bundled type, its sizes, and the colour of every ink in both themes. The only file
//! with colour literals; knows nothing of stories, layout or widgets' behaviour.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// A weight of the one typeface, Inter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// 400: running text and labels.
    Regular,
    /// 500: labels that matter.
    Medium,
    /// 600: headings.
    SemiBold,
    /// 700: the one title.
    Bold,
}

impl Weight {
    const ALL: [Self; 4] = [Self::Regular, Self::Medium, Self::SemiBold, Self::Bold];

    /// The name of its font family in egui.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Medium => FontFamily::Name("Inter Medium".into()),
            Self::SemiBold => FontFamily::Name("Inter SemiBold".into()),
            Self::Bold => FontFamily::Name("Inter Bold".into()),
        }
    }

    /// A font of this weight, `size` points high.
    pub fn font(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }

    fn name(self) -> &'static str {
        match self {
            Self::Regular => "Inter-Regular",
            Self::Medium => "Inter-Medium",
            Self::SemiBold => "Inter-SemiBold",
            Self::Bold => "Inter-Bold",
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../assets/fonts/Inter-Regular.otf"),
            Self::Medium => include_bytes!("../assets/fonts/Inter-Medium.otf"),
            Self::SemiBold => include_bytes!("../assets/fonts/Inter-SemiBold.otf"),
            Self::Bold => include_bytes!("../assets/fonts/Inter-Bold.otf"),
        }
    }
}

/// The bundled fonts, the same on every machine.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for weight in Weight::ALL {
        fonts.font_data.insert(weight.name().into(), Arc::new(FontData::from_static(weight.bytes())));
        fonts.families.insert(weight.family(), vec![weight.name().into()]);
    }
    fonts.families.insert(FontFamily::Monospace, vec![Weight::Regular.name().into()]);
    fonts
}
