-- Protects what two people wrote differently: a version that a choice drops stays in its question for ever. While the
-- question is open the places in the text move with the text; it is answered once, and then nothing changes any more.

CREATE TRIGGER merge_question_stays BEFORE DELETE ON reports_mergequestion
    FOR EACH ROW EXECUTE FUNCTION refuse_change('delete');

CREATE TRIGGER merge_question_is_answered_once BEFORE UPDATE ON reports_mergequestion
    FOR EACH ROW WHEN (
        OLD.answer <> ''
        OR (NEW.report_id, NEW.place, NEW.number, NEW.theirs, NEW.theirs_by_id, NEW.yours, NEW.yours_by_id, NEW.asked_at)
            IS DISTINCT FROM
            (OLD.report_id, OLD.place, OLD.number, OLD.theirs, OLD.theirs_by_id, OLD.yours, OLD.yours_by_id, OLD.asked_at)
    )
    EXECUTE FUNCTION refuse_change('update');
