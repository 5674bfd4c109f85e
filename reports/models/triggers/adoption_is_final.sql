-- Protects who took in what: a request, what was decided of it, and what the office allowed stay as they were written. A
-- request is decided once (the table's own constraint); another try is another request.

CREATE TRIGGER adoption_request_is_final BEFORE UPDATE OR DELETE ON reports_adoptionrequest
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER adoption_decision_is_final BEFORE UPDATE OR DELETE ON reports_adoptiondecision
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');

CREATE TRIGGER early_adoption_is_final BEFORE UPDATE OR DELETE ON reports_earlyadoption
    FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete');
