# Made by npm run docs; do not edit.
complete -c fusioninventory-protocol -l help -s h -d 'Print this message and exit'
complete -c fusioninventory-protocol -l version -d 'Print the version and exit'
