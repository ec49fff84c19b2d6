//! The sizes of type, and every colour of both themes. The only file with colour literals; knows nothing of stories,
//! layout or the behaviour of widgets.

pub mod typeface;

use egui::epaint::Shadow;
use egui::style::{Selection as SelectionStyle, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontId, Margin, Stroke, Style, TextStyle, Visuals};

use crate::layout::scene::{Emphasis, TextRole};
pub use typeface::{Choice, Fonts, Weight, fonts};

/// The font for a role of text.
pub fn font(role: TextRole, strong: bool) -> FontId {
    let weight = match role {
        TextRole::LaneTitle => Weight::SemiBold,
        TextRole::PosterTitle => Weight::Bold,
        TextRole::Event | TextRole::Phase if strong => Weight::Medium,
        TextRole::Event | TextRole::Small | TextRole::Phase | TextRole::Tick => Weight::Regular,
    };
    weight.font(role.size())
}

/// Every colour of a theme. All but the shadow are opaque, so that contrasts can be computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Whether it is the dark one.
    pub dark: bool,
    /// Behind the lanes.
    pub ground: Color32,
    /// Behind everything else.
    pub panel: Color32,
    /// Behind fields, chips and cards.
    pub raised: Color32,
    /// Lines between parts.
    pub hairline: Color32,
    /// Primary text.
    pub text: Color32,
    /// Secondary text.
    pub muted: Color32,
    /// Tertiary text; its contrast on the panel is at least 4.5 to 1.
    pub faint: Color32,
    /// The accent: brush, links, focus, the main button.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Errors.
    pub error: Color32,
    /// What is right as it is.
    pub right: Color32,
    /// The ring of a search hit.
    pub found: Color32,
    /// The shadow of floating windows.
    pub shadow: Color32,
    hues: [Color32; 10],
    paths: [Color32; 8],
    /// Dark and light text on the colours of paths.
    inks: [Color32; 2],
}

impl Theme {
    /// The dark theme.
    pub fn dark() -> Self {
        Self {
            dark: true,
            ground: hex(0x0f_1218),
            panel: hex(0x15_1922),
            raised: hex(0x1e_2431),
            hairline: hex(0x24_2b39),
            text: hex(0xe7_eaf0),
            muted: hex(0xa3_acbc),
            faint: hex(0x8f_98a9),
            accent: hex(0x7a_a2ff),
            on_accent: hex(0x0c_1222),
            error: hex(0xff_8a7a),
            right: hex(0x7f_d6b8),
            found: hex(0xff_d75e),
            shadow: translucent(0, 110),
            hues: [
                0xe6_a54a, 0x5c_b3ea, 0xee_7657, 0xa9_8be3, 0xc3_bf45, 0xe2_7aa8, 0x35_bfa6, 0x8f_a3c7, 0x86_c45f,
                0xc9_9a7d,
            ]
            .map(hex),
            paths: [0xff_55aa, 0x33_eaff, 0xff_bb99, 0xaa_ff33, 0xcc_77ff, 0x55_cc11, 0xee_ffbb, 0x88_9922].map(hex),
            inks: [0x0c_1222, 0xff_ffff].map(hex),
        }
    }

    /// The light theme.
    pub fn light() -> Self {
        Self {
            dark: false,
            ground: hex(0xfb_faf7),
            panel: hex(0xf3_f1ec),
            raised: hex(0xff_ffff),
            hairline: hex(0xdf_dbd1),
            text: hex(0x20_242c),
            muted: hex(0x51_5865),
            faint: hex(0x5c_626d),
            accent: hex(0x2f_5dd3),
            on_accent: hex(0xff_ffff),
            error: hex(0xb3_261e),
            right: hex(0x0b_6650),
            found: hex(0xd9_8200),
            shadow: translucent(0, 40),
            hues: [
                0xb8_6e00, 0x00_72b2, 0xc9_401f, 0x71_47c4, 0x7d_7a00, 0xb8_3a75, 0x00_846c, 0x4d_6591, 0x41_7d1f,
                0x8d_5b3f,
            ]
            .map(hex),
            paths: [0xbb_44ff, 0x11_9900, 0xaa_0011, 0x11_2255, 0xdd_5588, 0x55_00dd, 0x77_3377, 0x55_1111].map(hex),
            inks: [0x0c_1222, 0xff_ffff].map(hex),
        }
    }

    /// The full hue of a thread; repeats after ten.
    pub fn hue(&self, hue: usize) -> Color32 {
        self.hues[hue % self.hues.len()]
    }

    /// The colour of a character's path; repeats after eight. The first ones differ most.
    pub fn path(&self, index: usize) -> Color32 {
        self.paths[index % self.paths.len()]
    }

    /// The colour of text on a path.
    pub fn on_path(&self, index: usize) -> Color32 {
        let [dark, light] = self.inks;
        // With this limit, both keep a contrast of 4.5 to 1.
        if self.path(index).intensity() > 0.35 { dark } else { light }
    }

    /// The ground of a lane.
    pub fn lane(&self, hue: usize) -> Color32 {
        mix(self.ground, self.hue(hue), if self.dark { 0.07 } else { 0.065 })
    }

    /// The fill of a mark.
    pub fn mark(&self, hue: usize, emphasis: Emphasis) -> Color32 {
        let share = match (emphasis, self.dark) {
            (Emphasis::Dim, true) => 0.18,
            (Emphasis::Dim, false) => 0.12,
            (Emphasis::Plain, true) => 0.36,
            (Emphasis::Plain, false) => 0.30,
            (Emphasis::Highlighted, true) => 0.44,
            (Emphasis::Highlighted, false) => 0.38,
            (Emphasis::Selected, _) => 0.50,
        };
        mix(self.ground, self.hue(hue), share)
    }

    /// The edge of a bar, a diamond, a line in the overview.
    pub fn edge(&self, hue: usize, emphasis: Emphasis) -> Color32 {
        match emphasis {
            Emphasis::Dim => mix(self.ground, self.hue(hue), 0.5),
            Emphasis::Plain | Emphasis::Highlighted | Emphasis::Selected => self.hue(hue),
        }
    }

    /// A mark's label.
    pub fn label(&self, emphasis: Emphasis) -> Color32 {
        match emphasis {
            Emphasis::Dim => self.faint,
            Emphasis::Plain => mix(self.muted, self.text, 0.75),
            Emphasis::Highlighted | Emphasis::Selected => self.text,
        }
    }

    /// A phase's line.
    pub fn phase(&self) -> Color32 {
        mix(self.panel, self.muted, 0.34)
    }

    /// A grid line over a lane.
    pub fn grid(&self, major: bool) -> Color32 {
        let share = if major { 0.9 } else { 0.45 };
        mix(self.ground, self.hairline, share)
    }

    /// A because-link.
    pub fn link(&self, emphasis: Emphasis) -> Color32 {
        match emphasis {
            Emphasis::Selected => mix(self.ground, self.text, 0.85),
            Emphasis::Highlighted => mix(self.ground, self.text, 0.55),
            Emphasis::Plain | Emphasis::Dim => mix(self.ground, self.text, 0.3),
        }
    }

    /// `colour` under the pointer.
    pub fn hovered(&self, colour: Color32) -> Color32 {
        mix(colour, self.text, 0.12)
    }

    /// A faint tint of the accent, for selected items.
    pub fn wash(&self) -> Color32 {
        mix(self.panel, self.accent, 0.18)
    }

    /// egui's style in this theme's colours, type and spacing.
    pub fn style(&self) -> Style {
        let mut style = Style { visuals: self.visuals(), ..Style::default() };
        style.text_styles = [
            (TextStyle::Small, Weight::Regular.font(11.5)),
            (TextStyle::Body, Weight::Regular.font(13.5)),
            (TextStyle::Button, Weight::Medium.font(13.0)),
            (TextStyle::Heading, Weight::Bold.font(20.0)),
            (TextStyle::Monospace, Weight::Regular.font(13.0)),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(8.0, 8.0);
        style.spacing.button_padding = egui::vec2(10.0, 5.0);
        style.spacing.interact_size = egui::vec2(32.0, 28.0);
        style.spacing.menu_margin = Margin::same(8);
        style.spacing.window_margin = Margin::same(16);
        style.spacing.scroll.floating = true;
        style.interaction.tooltip_delay = 0.25;
        style.interaction.selectable_labels = true;
        style
    }

    fn visuals(&self) -> Visuals {
        let base = if self.dark { Visuals::dark() } else { Visuals::light() };
        let radius = CornerRadius::same(7);
        let widget = |fill: Color32, edge: Color32, text: Color32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, edge),
            corner_radius: radius,
            fg_stroke: Stroke::new(1.0, text),
            expansion: 0.0,
        };
        let shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: self.shadow };
        Visuals {
            override_text_color: None,
            widgets: Widgets {
                noninteractive: widget(self.panel, self.hairline, self.text),
                inactive: widget(self.raised, self.hairline, self.text),
                hovered: widget(self.hovered(self.raised), mix(self.hairline, self.muted, 0.4), self.text),
                active: widget(self.wash(), self.accent, self.text),
                open: widget(self.hovered(self.raised), mix(self.hairline, self.muted, 0.4), self.text),
            },
            selection: SelectionStyle {
                bg_fill: mix(self.panel, self.accent, 0.32),
                stroke: Stroke::new(1.5, self.text),
            },
            hyperlink_color: self.accent,
            faint_bg_color: self.raised,
            extreme_bg_color: self.raised,
            text_edit_bg_color: Some(self.raised),
            code_bg_color: self.raised,
            warn_fg_color: self.found,
            error_fg_color: self.error,
            window_fill: self.panel,
            window_stroke: Stroke::new(1.0, self.hairline),
            window_corner_radius: CornerRadius::same(12),
            window_shadow: shadow,
            popup_shadow: shadow,
            menu_corner_radius: CornerRadius::same(10),
            panel_fill: self.panel,
            weak_text_color: Some(self.muted),
            ..base
        }
    }
}

/// The colour at `share` (0–1) of the way from `from` to `to`, mixed in sRGB, which looks even to the eye.
#[expect(clippy::disallowed_methods, reason = "the theme defines the colours")]
pub fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Color32::from_rgb(channel(from.r(), to.r()), channel(from.g(), to.g()), channel(from.b(), to.b()))
}

#[expect(clippy::disallowed_methods, reason = "the theme defines the colours")]
fn hex(rgb: u32) -> Color32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

#[expect(clippy::disallowed_methods, reason = "the theme defines the colours")]
fn translucent(grey: u8, alpha: u8) -> Color32 {
    Color32::from_rgba_unmultiplied(grey, grey, grey, alpha)
}

#[cfg(test)]
mod tests;
