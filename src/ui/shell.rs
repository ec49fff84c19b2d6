//! What eframe asks of the program: a frame, what is to be kept, and to leave.

use egui::Ui;

use crate::ui::app::App;
use crate::ui::host;
use crate::ui::settings::KEY;

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if self.keep_all() {
            // They have a place of their own now; what is there is of an earlier version.
            if storage.get_string(KEY).is_some() {
                storage.remove_string(KEY);
            }
            return;
        }
        let text = self.settings_text();
        if storage.get_string(KEY).as_ref() != Some(&text) {
            storage.set_string(KEY, text);
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        if let Some(exporting) = &self.overlays.exporting {
            exporting.leave();
        }
        self.keep_no_more();
    }

    fn auto_save_interval(&self) -> std::time::Duration {
        // A page is left without a word.
        std::time::Duration::from_secs(if host::HAS_ADDRESS { 3 } else { 30 })
    }

    /// The background of everything: nothing else paints it.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        // What is worth keeping is in the settings, in a form that survives a new version of egui.
        false
    }
}
