-- Run by the MySQL image when its data folder is new. Change the name with MYSQL_USER.
GRANT XA_RECOVER_ADMIN ON *.* TO 'jobu'@'%';
