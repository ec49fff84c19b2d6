//! The program as eframe wants it: a frame, the settings to keep, and the end.

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
            // Settings kept here are of an earlier version; the keeper has a place of its own. That of a page is this one.
            if !host::HAS_ADDRESS && storage.get_string(KEY).is_some() {
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
        self.session.finish_save();
        self.session.keep_last_draft();
        if let Some(exporting) = &self.jobs.exporting {
            exporting.leave();
        }
        self.session.keeping.end();
    }

    fn auto_save_interval(&self) -> std::time::Duration {
        // A page can be left at any moment.
        std::time::Duration::from_secs(if host::HAS_ADDRESS { 3 } else { 30 })
    }

    /// The background of everything: nothing else paints it.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        // The settings are kept in a form that survives a new version of egui.
        false
    }
}
