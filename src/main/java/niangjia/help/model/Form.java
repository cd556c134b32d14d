package niangjia.help.model;

/**
 * What she wants of it: to know, to be helped, to complain; a petition (信访) belongs to another
 * door.
 */
public enum Form {
    ENQUIRY,
    HELP,
    COMPLAINT,
    PETITION
}
